#include <metal_stdlib>
#include <simd/simd.h>

using namespace metal;

struct _38
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
constant uint _65 = SPIRV_CROSS_CONSTANT_ID_2;
constant uint _66 = (8u * _65);
constant uint _67 = (4u * _66);
constant uint _91 = (_66 + 4u);

struct _107
{
    uint4 _m0[1];
};

constant uint _127 = (32u * _91);
#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 32u
#endif
constant uint _144 = SPIRV_CROSS_CONSTANT_ID_0;
constant uint _155 = (_144 / 8u);
#ifndef SPIRV_CROSS_CONSTANT_ID_3
#define SPIRV_CROSS_CONSTANT_ID_3 4u
#endif
constant uint _156 = SPIRV_CROSS_CONSTANT_ID_3;
constant uint _157 = (_155 * _156);
constant uint _158 = (4u * _157);
constant uint _181 = (_157 + 4u);

struct _188
{
    float4 _m0[1];
};

constant uint _213 = (32u * _181);

struct _240
{
    uint _m0[1];
};

constant uint _267 = (_65 * _156);
constant uint _269 = (_65 * _156);
constant uint _274 = (_65 * _156);
#ifndef SPIRV_CROSS_CONSTANT_ID_4
#define SPIRV_CROSS_CONSTANT_ID_4 32u
#endif
constant uint _306 = SPIRV_CROSS_CONSTANT_ID_4;
constant uint _436 = (_65 * _156);

struct _497
{
    float _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 1u
#endif
constant uint _527 = SPIRV_CROSS_CONSTANT_ID_0;
constant uint3 gl_WorkGroupSize [[maybe_unused]] = uint3(_527, 1u, 1u);

kernel void main0(constant _38& _40 [[buffer(0)]], const device _240& _242 [[buffer(1)]], const device _188& _190 [[buffer(2)]], const device _107& _109 [[buffer(3)]], device _497& _499 [[buffer(5)]], uint3 gl_LocalInvocationID [[thread_position_in_threadgroup]], uint3 gl_WorkGroupID [[threadgroup_position_in_grid]])
{
    threadgroup float _130[_127];
    threadgroup float _216[_213];
    uint _233 = gl_WorkGroupID.x * _66;
    uint _237 = gl_WorkGroupID.y * _157;
    uint _251 = _242._m0[_40._m6] - _40._m7;
    uint _255 = _65 * (gl_LocalInvocationID.x % 8u);
    uint _259 = _156 * (gl_LocalInvocationID.x / 8u);
    float _272[_269];
    float _277[_274];
    for (uint _853 = 0u; _853 < _267; )
    {
        _277[_853] = 0.0;
        _272[_853] = 0.0;
        _853++;
        continue;
    }
    for (uint _854 = gl_LocalInvocationID.x; _854 < _67; )
    {
        uint _565 = _854 / 4u;
        uint _572 = _854 % 4u;
        uint _581 = ((4u * _572) * _91) + _565;
        float4 _591 = as_type<float4>(_109._m0[(4u * (min((_233 + _565), (_40._m3 - 1u)) * _40._m0)) + _572]);
        _130[_581] = _591.x;
        _130[_581 + _91] = _591.y;
        _130[_581 + (2u * _91)] = _591.z;
        _130[_581 + (3u * _91)] = _591.w;
        _854 += _144;
        continue;
    }
    for (uint _855 = gl_LocalInvocationID.x; _855 < _158; )
    {
        uint _623 = _855 / 4u;
        uint _630 = _855 % 4u;
        uint _639 = ((4u * _630) * _181) + _623;
        uint _649 = ((_40._m7 + min((_237 + _623), (_251 - 1u))) * (_40._m2 / 4u)) + _630;
        _216[_639] = _190._m0[_649].x;
        _216[_639 + _181] = _190._m0[_649].y;
        _216[_639 + (2u * _181)] = _190._m0[_649].z;
        _216[_639 + (3u * _181)] = _190._m0[_649].w;
        _855 += _144;
        continue;
    }
    float _366[_156];
    uint _870;
    uint _909;
    for (uint _856 = 0u, _863 = 0u, _866 = 0u; _856 < _40._m0; _866 = _909, _863 = _870, _856++)
    {
        uint _307 = _863 + _306;
        bool _313 = _307 >= _40._m0;
        if (_313)
        {
            uint _318 = _866 + uint(1);
            _909 = _318;
            _870 = _318;
        }
        else
        {
            _909 = _866;
            _870 = _307;
        }
        threadgroup_barrier(mem_flags::mem_threadgroup);
        uint _322 = _856 + 1u;
        if (_322 < _40._m0)
        {
            uint _330 = _322 & 1u;
            for (uint _871 = gl_LocalInvocationID.x; _871 < _67; )
            {
                uint _716 = _871 / 4u;
                uint _723 = _871 % 4u;
                uint _732 = (((16u * _330) + (4u * _723)) * _91) + _716;
                float4 _742 = as_type<float4>(_109._m0[(4u * ((min((_233 + _716), (_40._m3 - 1u)) * _40._m0) + _870)) + _723]);
                _130[_732] = _742.x;
                _130[_732 + _91] = _742.y;
                _130[_732 + (2u * _91)] = _742.z;
                _130[_732 + (3u * _91)] = _742.w;
                _871 += _144;
                continue;
            }
            for (uint _872 = gl_LocalInvocationID.x; _872 < _158; )
            {
                uint _774 = _872 / 4u;
                uint _781 = _872 % 4u;
                uint _790 = (((16u * _330) + (4u * _781)) * _181) + _774;
                uint _800 = (((_40._m7 + min((_237 + _774), (_251 - 1u))) * (_40._m2 / 4u)) + (4u * _870)) + _781;
                _216[_790] = _190._m0[_800].x;
                _216[_790 + _181] = _190._m0[_800].y;
                _216[_790 + (2u * _181)] = _190._m0[_800].z;
                _216[_790 + (3u * _181)] = _190._m0[_800].w;
                _872 += _144;
                continue;
            }
        }
        uint _344 = 16u * (_856 & 1u);
        uint _876;
        _876 = _344;
        for (; _876 < (_344 + 16u); _876++)
        {
            for (uint _887 = 0u; _887 < _156; )
            {
                _366[_887] = _216[((_876 * _181) + _259) + _887];
                _887++;
                continue;
            }
            uint _888;
            _888 = 0u;
            for (; _888 < _65; _888++)
            {
                uint _393 = ((_876 * _91) + _255) + _888;
                for (uint _891 = 0u; _891 < _156; )
                {
                    uint _407 = (_891 * _65) + _888;
                    _272[_407] = fma(_366[_891], _130[_393], _272[_407]);
                    _891++;
                    continue;
                }
            }
        }
        if (_313)
        {
            for (uint _878 = 0u; _878 < _436; )
            {
                _277[_878] += _272[_878];
                _272[_878] = 0.0;
                _878++;
                continue;
            }
        }
    }
    for (uint _857 = 0u; _857 < _156; _857++)
    {
        for (uint _858 = 0u; _858 < _65; _858++)
        {
            bool _476 = ((_233 + _255) + _858) < _40._m3;
            bool _486;
            if (_476)
            {
                _486 = ((_237 + _259) + _857) < _251;
            }
            else
            {
                _486 = _476;
            }
            if (_486)
            {
                _499._m0[((((((_237 + _259) + _857) * _40._m5) + _40._m4) + _233) + _255) + _858] = _277[(_857 * _65) + _858];
            }
        }
    }
}

