#include <metal_stdlib>
#include <simd/simd.h>

using namespace metal;

struct _99
{
    uint _m0;
    uint _m1;
    uint _m2;
    uint _m3;
    uint _m4;
    uint _m5;
    uint _m6;
    uint _m7;
};

struct _120
{
    uint _m0[1];
};

struct _142
{
    uint2 _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_2
#define SPIRV_CROSS_CONSTANT_ID_2 4u
#endif
constant uint _184 = SPIRV_CROSS_CONSTANT_ID_2;
constant uint _185 = (8u * _184);
constant uint _186 = (4u * _185);
constant uint _208 = (_185 + 4u);
constant uint _235 = (32u * _208);
#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 32u
#endif
constant uint _250 = SPIRV_CROSS_CONSTANT_ID_0;
constant uint _261 = (_250 / 8u);
#ifndef SPIRV_CROSS_CONSTANT_ID_3
#define SPIRV_CROSS_CONSTANT_ID_3 4u
#endif
constant uint _262 = SPIRV_CROSS_CONSTANT_ID_3;
constant uint _263 = (_261 * _262);
constant uint _264 = (4u * _263);
constant uint _287 = (_263 + 4u);

struct _294
{
    float4 _m0[1];
};

constant uint _318 = (32u * _287);

struct _345
{
    uint _m0[1];
};

constant uint _371 = (_184 * _262);
constant uint _373 = (_184 * _262);
constant uint _378 = (_184 * _262);
#ifndef SPIRV_CROSS_CONSTANT_ID_4
#define SPIRV_CROSS_CONSTANT_ID_4 32u
#endif
constant uint _411 = SPIRV_CROSS_CONSTANT_ID_4;
constant uint _541 = (_184 * _262);

struct _602
{
    float _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 1u
#endif
constant uint _631 = SPIRV_CROSS_CONSTANT_ID_0;
constant uint3 gl_WorkGroupSize [[maybe_unused]] = uint3(_631, 1u, 1u);

kernel void main0(constant _99& _101 [[buffer(0)]], const device _345& _347 [[buffer(1)]], const device _294& _296 [[buffer(2)]], const device _142& _144 [[buffer(3)]], const device _120& _122 [[buffer(4)]], device _602& _604 [[buffer(5)]], uint3 gl_LocalInvocationID [[thread_position_in_threadgroup]], uint3 gl_WorkGroupID [[threadgroup_position_in_grid]])
{
    threadgroup float _238[_235];
    threadgroup float _321[_318];
    uint _338 = gl_WorkGroupID.x * _185;
    uint _342 = gl_WorkGroupID.y * _263;
    uint _355 = _347._m0[_101._m6] - _101._m7;
    uint _359 = _184 * (gl_LocalInvocationID.x % 8u);
    uint _363 = _262 * (gl_LocalInvocationID.x / 8u);
    float _376[_373];
    float _381[_378];
    for (uint _1129 = 0u; _1129 < _371; )
    {
        _381[_1129] = 0.0;
        _376[_1129] = 0.0;
        _1129++;
        continue;
    }
    uint4 _1118;
    for (uint _1130 = gl_LocalInvocationID.x; _1130 < _186; )
    {
        uint _667 = _1130 / 4u;
        uint _672 = min((_338 + _667), (_101._m3 - 1u));
        uint _674 = _1130 % 4u;
        uint _683 = ((4u * _674) * _208) + _667;
        uint _784 = _672 * _101._m1;
        float2 _795 = float2(as_type<half2>(_122._m0[_784]));
        uint _806 = _122._m0[_784 + 1u] >> 0u;
        _1118 = uint4(_144._m0[_672 * _101._m0], 0u, 0u);
        uint _858 = _1118[_674 >> uint(1)] >> (16u * (_674 & 1u));
        float4 _846 = (float4(uint4(_858 & 15u, (_858 >> uint(4)) & 15u, (_858 >> uint(8)) & 15u, (_858 >> uint(12)) & 15u)) * (_795.x * float(_806 & 255u))) - float4(_795.y * float((_806 >> uint(8)) & 255u));
        _238[_683] = _846.x;
        _238[_683 + _208] = _846.y;
        _238[_683 + (2u * _208)] = _846.z;
        _238[_683 + (3u * _208)] = _846.w;
        _1130 += _250;
        continue;
    }
    for (uint _1131 = gl_LocalInvocationID.x; _1131 < _264; )
    {
        uint _721 = _1131 / 4u;
        uint _728 = _1131 % 4u;
        uint _737 = ((4u * _728) * _287) + _721;
        uint _747 = ((_101._m7 + min((_342 + _721), (_355 - 1u))) * (_101._m2 / 4u)) + _728;
        _321[_737] = _296._m0[_747].x;
        _321[_737 + _287] = _296._m0[_747].y;
        _321[_737 + (2u * _287)] = _296._m0[_747].z;
        _321[_737 + (3u * _287)] = _296._m0[_747].w;
        _1131 += _250;
        continue;
    }
    float _471[_262];
    uint4 _1109;
    uint _1146;
    uint _1185;
    for (uint _1132 = 0u, _1139 = 0u, _1142 = 0u; _1132 < _101._m0; _1142 = _1185, _1139 = _1146, _1132++)
    {
        uint _412 = _1139 + _411;
        bool _418 = _412 >= _101._m0;
        if (_418)
        {
            uint _423 = _1142 + uint(1);
            _1185 = _423;
            _1146 = _423;
        }
        else
        {
            _1185 = _1142;
            _1146 = _412;
        }
        threadgroup_barrier(mem_flags::mem_threadgroup);
        uint _427 = _1132 + 1u;
        if (_427 < _101._m0)
        {
            uint _435 = _427 & 1u;
            for (uint _1147 = gl_LocalInvocationID.x; _1147 < _186; )
            {
                uint _901 = _1147 / 4u;
                uint _906 = min((_338 + _901), (_101._m3 - 1u));
                uint _908 = _1147 % 4u;
                uint _917 = (((16u * _435) + (4u * _908)) * _208) + _901;
                uint _1022 = (_906 * _101._m1) + (5u * (_1146 >> uint(4)));
                uint _1025 = (_1146 >> uint(1)) & 7u;
                float2 _1029 = float2(as_type<half2>(_122._m0[_1022]));
                uint _1040 = _122._m0[(_1022 + 1u) + (_1025 >> uint(1))] >> (16u * (_1025 & 1u));
                _1109 = uint4(_144._m0[(_906 * _101._m0) + _1146], 0u, 0u);
                uint _1091 = _1109[_908 >> uint(1)] >> (16u * (_908 & 1u));
                float4 _1080 = (float4(uint4(_1091 & 15u, (_1091 >> uint(4)) & 15u, (_1091 >> uint(8)) & 15u, (_1091 >> uint(12)) & 15u)) * (_1029.x * float(_1040 & 255u))) - float4(_1029.y * float((_1040 >> uint(8)) & 255u));
                _238[_917] = _1080.x;
                _238[_917 + _208] = _1080.y;
                _238[_917 + (2u * _208)] = _1080.z;
                _238[_917 + (3u * _208)] = _1080.w;
                _1147 += _250;
                continue;
            }
            for (uint _1148 = gl_LocalInvocationID.x; _1148 < _264; )
            {
                uint _955 = _1148 / 4u;
                uint _962 = _1148 % 4u;
                uint _971 = (((16u * _435) + (4u * _962)) * _287) + _955;
                uint _981 = (((_101._m7 + min((_342 + _955), (_355 - 1u))) * (_101._m2 / 4u)) + (4u * _1146)) + _962;
                _321[_971] = _296._m0[_981].x;
                _321[_971 + _287] = _296._m0[_981].y;
                _321[_971 + (2u * _287)] = _296._m0[_981].z;
                _321[_971 + (3u * _287)] = _296._m0[_981].w;
                _1148 += _250;
                continue;
            }
        }
        uint _449 = 16u * (_1132 & 1u);
        uint _1152;
        _1152 = _449;
        for (; _1152 < (_449 + 16u); _1152++)
        {
            for (uint _1163 = 0u; _1163 < _262; )
            {
                _471[_1163] = _321[((_1152 * _287) + _363) + _1163];
                _1163++;
                continue;
            }
            uint _1164;
            _1164 = 0u;
            for (; _1164 < _184; _1164++)
            {
                uint _498 = ((_1152 * _208) + _359) + _1164;
                for (uint _1167 = 0u; _1167 < _262; )
                {
                    uint _512 = (_1167 * _184) + _1164;
                    _376[_512] = fma(_471[_1167], _238[_498], _376[_512]);
                    _1167++;
                    continue;
                }
            }
        }
        if (_418)
        {
            for (uint _1154 = 0u; _1154 < _541; )
            {
                _381[_1154] += _376[_1154];
                _376[_1154] = 0.0;
                _1154++;
                continue;
            }
        }
    }
    for (uint _1133 = 0u; _1133 < _262; _1133++)
    {
        for (uint _1134 = 0u; _1134 < _184; _1134++)
        {
            bool _581 = ((_338 + _359) + _1134) < _101._m3;
            bool _591;
            if (_581)
            {
                _591 = ((_342 + _363) + _1133) < _355;
            }
            else
            {
                _591 = _581;
            }
            if (_591)
            {
                _604._m0[((((((_342 + _363) + _1133) * _101._m5) + _101._m4) + _338) + _359) + _1134] = _381[(_1133 * _184) + _1134];
            }
        }
    }
}

