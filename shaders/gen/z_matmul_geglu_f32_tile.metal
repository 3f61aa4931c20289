#include <metal_stdlib>
#include <simd/simd.h>

using namespace metal;

struct _47
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

#ifndef SPIRV_CROSS_CONSTANT_ID_2
#define SPIRV_CROSS_CONSTANT_ID_2 4u
#endif
constant uint _105 = SPIRV_CROSS_CONSTANT_ID_2;
constant uint _106 = (8u * _105);
constant uint _107 = (4u * _106);
constant uint _131 = (_106 + 4u);

struct _147
{
    uint4 _m0[1];
};

constant uint _167 = (32u * _131);

struct _189
{
    uint4 _m0[1];
};

constant uint _207 = (32u * _131);
#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 32u
#endif
constant uint _221 = SPIRV_CROSS_CONSTANT_ID_0;
constant uint _232 = (_221 / 8u);
#ifndef SPIRV_CROSS_CONSTANT_ID_3
#define SPIRV_CROSS_CONSTANT_ID_3 4u
#endif
constant uint _233 = SPIRV_CROSS_CONSTANT_ID_3;
constant uint _234 = (_232 * _233);
constant uint _235 = (4u * _234);
constant uint _258 = (_234 + 4u);

struct _265
{
    float4 _m0[1];
};

constant uint _290 = (32u * _258);

struct _317
{
    uint _m0[1];
};

constant uint _344 = (_105 * _233);
constant uint _346 = (_105 * _233);
constant uint _351 = (_105 * _233);
constant uint _367 = (_105 * _233);
constant uint _369 = (_105 * _233);
constant uint _374 = (_105 * _233);
#ifndef SPIRV_CROSS_CONSTANT_ID_4
#define SPIRV_CROSS_CONSTANT_ID_4 32u
#endif
constant uint _406 = SPIRV_CROSS_CONSTANT_ID_4;
constant uint _570 = (_105 * _233);

struct _650
{
    float _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 1u
#endif
constant uint _680 = SPIRV_CROSS_CONSTANT_ID_0;
constant uint3 gl_WorkGroupSize [[maybe_unused]] = uint3(_680, 1u, 1u);

kernel void main0(constant _47& _49 [[buffer(0)]], const device _317& _319 [[buffer(1)]], const device _265& _267 [[buffer(2)]], const device _147& _149 [[buffer(3)]], const device _189& _191 [[buffer(5)]], device _650& _652 [[buffer(7)]], uint3 gl_LocalInvocationID [[thread_position_in_threadgroup]], uint3 gl_WorkGroupID [[threadgroup_position_in_grid]])
{
    threadgroup float _170[_167];
    threadgroup float _210[_207];
    threadgroup float _293[_290];
    uint _310 = gl_WorkGroupID.x * _106;
    uint _314 = gl_WorkGroupID.y * _234;
    uint _328 = _319._m0[_49._m6] - _49._m7;
    uint _332 = _105 * (gl_LocalInvocationID.x % 8u);
    uint _336 = _233 * (gl_LocalInvocationID.x / 8u);
    float _349[_346];
    float _354[_351];
    for (uint _1115 = 0u; _1115 < _344; )
    {
        _354[_1115] = 0.0;
        _349[_1115] = 0.0;
        _1115++;
        continue;
    }
    float _372[_369];
    float _377[_374];
    for (uint _1116 = 0u; _1116 < _367; )
    {
        _377[_1116] = 0.0;
        _372[_1116] = 0.0;
        _1116++;
        continue;
    }
    for (uint _1117 = gl_LocalInvocationID.x; _1117 < _107; )
    {
        uint _725 = _1117 / 4u;
        uint _732 = _1117 % 4u;
        uint _741 = ((4u * _732) * _131) + _725;
        uint _748 = (4u * (min((_310 + _725), (_49._m3 - 1u)) * _49._m0)) + _732;
        float4 _751 = as_type<float4>(_149._m0[_748]);
        _170[_741] = _751.x;
        uint _1360 = _741 + _131;
        _170[_1360] = _751.y;
        uint _1372 = _741 + (2u * _131);
        _170[_1372] = _751.z;
        uint _1384 = _741 + (3u * _131);
        _170[_1384] = _751.w;
        float4 _778 = as_type<float4>(_191._m0[_748]);
        _210[_741] = _778.x;
        _210[_1360] = _778.y;
        _210[_1372] = _778.z;
        _210[_1384] = _778.w;
        _1117 += _221;
        continue;
    }
    for (uint _1118 = gl_LocalInvocationID.x; _1118 < _235; )
    {
        uint _810 = _1118 / 4u;
        uint _817 = _1118 % 4u;
        uint _826 = ((4u * _817) * _258) + _810;
        uint _836 = ((_49._m7 + min((_314 + _810), (_328 - 1u))) * (_49._m2 / 4u)) + _817;
        _293[_826] = _267._m0[_836].x;
        _293[_826 + _258] = _267._m0[_836].y;
        _293[_826 + (2u * _258)] = _267._m0[_836].z;
        _293[_826 + (3u * _258)] = _267._m0[_836].w;
        _1118 += _221;
        continue;
    }
    float _466[_233];
    uint _1133;
    uint _1183;
    for (uint _1119 = 0u, _1126 = 0u, _1129 = 0u; _1119 < _49._m0; _1129 = _1183, _1126 = _1133, _1119++)
    {
        uint _407 = _1126 + _406;
        bool _413 = _407 >= _49._m0;
        if (_413)
        {
            uint _418 = _1129 + uint(1);
            _1183 = _418;
            _1133 = _418;
        }
        else
        {
            _1183 = _1129;
            _1133 = _407;
        }
        threadgroup_barrier(mem_flags::mem_threadgroup);
        uint _422 = _1119 + 1u;
        if (_422 < _49._m0)
        {
            uint _430 = _422 & 1u;
            for (uint _1134 = gl_LocalInvocationID.x; _1134 < _107; )
            {
                uint _917 = _1134 / 4u;
                uint _924 = _1134 % 4u;
                uint _933 = (((16u * _430) + (4u * _924)) * _131) + _917;
                uint _940 = (4u * ((min((_310 + _917), (_49._m3 - 1u)) * _49._m0) + _1133)) + _924;
                float4 _943 = as_type<float4>(_149._m0[_940]);
                _170[_933] = _943.x;
                uint _1216 = _933 + _131;
                _170[_1216] = _943.y;
                uint _1228 = _933 + (2u * _131);
                _170[_1228] = _943.z;
                uint _1240 = _933 + (3u * _131);
                _170[_1240] = _943.w;
                float4 _970 = as_type<float4>(_191._m0[_940]);
                _210[_933] = _970.x;
                _210[_1216] = _970.y;
                _210[_1228] = _970.z;
                _210[_1240] = _970.w;
                _1134 += _221;
                continue;
            }
            for (uint _1135 = gl_LocalInvocationID.x; _1135 < _235; )
            {
                uint _1002 = _1135 / 4u;
                uint _1009 = _1135 % 4u;
                uint _1018 = (((16u * _430) + (4u * _1009)) * _258) + _1002;
                uint _1028 = (((_49._m7 + min((_314 + _1002), (_328 - 1u))) * (_49._m2 / 4u)) + (4u * _1133)) + _1009;
                _293[_1018] = _267._m0[_1028].x;
                _293[_1018 + _258] = _267._m0[_1028].y;
                _293[_1018 + (2u * _258)] = _267._m0[_1028].z;
                _293[_1018 + (3u * _258)] = _267._m0[_1028].w;
                _1135 += _221;
                continue;
            }
        }
        uint _444 = 16u * (_1119 & 1u);
        uint _1139;
        _1139 = _444;
        for (; _1139 < (_444 + 16u); _1139++)
        {
            for (uint _1150 = 0u; _1150 < _233; )
            {
                _466[_1150] = _293[((_1139 * _258) + _336) + _1150];
                _1150++;
                continue;
            }
            uint _1151;
            _1151 = 0u;
            for (; _1151 < _105; _1151++)
            {
                uint _493 = ((_1139 * _131) + _332) + _1151;
                for (uint _1154 = 0u; _1154 < _233; )
                {
                    uint _507 = (_1154 * _105) + _1151;
                    _349[_507] = fma(_466[_1154], _170[_493], _349[_507]);
                    _1154++;
                    continue;
                }
                for (uint _1157 = 0u; _1157 < _233; )
                {
                    uint _541 = (_1157 * _105) + _1151;
                    _372[_541] = fma(_466[_1157], _210[_493], _372[_541]);
                    _1157++;
                    continue;
                }
            }
        }
        if (_413)
        {
            for (uint _1141 = 0u; _1141 < _570; )
            {
                _354[_1141] += _349[_1141];
                _349[_1141] = 0.0;
                _377[_1141] += _372[_1141];
                _372[_1141] = 0.0;
                _1141++;
                continue;
            }
        }
    }
    for (uint _1120 = 0u; _1120 < _233; _1120++)
    {
        for (uint _1121 = 0u; _1121 < _105; _1121++)
        {
            bool _620 = ((_310 + _332) + _1121) < _49._m3;
            bool _630;
            if (_620)
            {
                _630 = ((_314 + _336) + _1120) < _328;
            }
            else
            {
                _630 = _620;
            }
            if (_630)
            {
                uint _637 = (_1120 * _105) + _1121;
                _652._m0[((((((_314 + _336) + _1120) * _49._m5) + _49._m4) + _310) + _332) + _1121] = (_354[_637] / (1.0 + exp(fma((0.0447149984538555145263671875 * _354[_637]) * _354[_637], _354[_637], _354[_637]) * (-1.5957691669464111328125)))) * _377[_637];
            }
        }
    }
}

