#include <metal_stdlib>
#include <simd/simd.h>

using namespace metal;

struct _60
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
constant uint _87 = SPIRV_CROSS_CONSTANT_ID_2;
constant uint _88 = (8u * _87);
constant uint _89 = (4u * _88);
constant uint _112 = (_88 + 4u);

struct _127
{
    uint2 _m0[1];
};

constant uint _148 = (32u * _112);
#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 32u
#endif
constant uint _165 = SPIRV_CROSS_CONSTANT_ID_0;
constant uint _176 = (_165 / 8u);
#ifndef SPIRV_CROSS_CONSTANT_ID_3
#define SPIRV_CROSS_CONSTANT_ID_3 4u
#endif
constant uint _177 = SPIRV_CROSS_CONSTANT_ID_3;
constant uint _178 = (_176 * _177);
constant uint _179 = (4u * _178);
constant uint _202 = (_178 + 4u);

struct _209
{
    float4 _m0[1];
};

constant uint _234 = (32u * _202);

struct _261
{
    uint _m0[1];
};

constant uint _288 = (_87 * _177);
constant uint _290 = (_87 * _177);
constant uint _295 = (_87 * _177);
#ifndef SPIRV_CROSS_CONSTANT_ID_4
#define SPIRV_CROSS_CONSTANT_ID_4 32u
#endif
constant uint _327 = SPIRV_CROSS_CONSTANT_ID_4;
constant uint _457 = (_87 * _177);

struct _518
{
    float _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 1u
#endif
constant uint _548 = SPIRV_CROSS_CONSTANT_ID_0;
constant uint3 gl_WorkGroupSize [[maybe_unused]] = uint3(_548, 1u, 1u);

kernel void main0(constant _60& _62 [[buffer(0)]], const device _261& _263 [[buffer(1)]], const device _209& _211 [[buffer(2)]], const device _127& _129 [[buffer(3)]], device _518& _520 [[buffer(5)]], uint3 gl_LocalInvocationID [[thread_position_in_threadgroup]], uint3 gl_WorkGroupID [[threadgroup_position_in_grid]])
{
    threadgroup float _151[_148];
    threadgroup float _237[_234];
    uint _254 = gl_WorkGroupID.x * _88;
    uint _258 = gl_WorkGroupID.y * _178;
    uint _272 = _263._m0[_62._m6] - _62._m7;
    uint _276 = _87 * (gl_LocalInvocationID.x % 8u);
    uint _280 = _177 * (gl_LocalInvocationID.x / 8u);
    float _293[_290];
    float _298[_295];
    for (uint _906 = 0u; _906 < _288; )
    {
        _298[_906] = 0.0;
        _293[_906] = 0.0;
        _906++;
        continue;
    }
    for (uint _907 = gl_LocalInvocationID.x; _907 < _89; )
    {
        uint _587 = _907 / 4u;
        uint _594 = _907 % 4u;
        uint _603 = ((4u * _594) * _112) + _587;
        uint _610 = (4u * (min((_254 + _587), (_62._m3 - 1u)) * _62._m0)) + _594;
        float2 _714 = float2(as_type<half2>(_129._m0[_610].x));
        float2 _717 = float2(as_type<half2>(_129._m0[_610].y));
        _151[_603] = _714.x;
        _151[_603 + _112] = _714.y;
        _151[_603 + (2u * _112)] = _717.x;
        _151[_603 + (3u * _112)] = _717.y;
        _907 += _165;
        continue;
    }
    for (uint _908 = gl_LocalInvocationID.x; _908 < _179; )
    {
        uint _645 = _908 / 4u;
        uint _652 = _908 % 4u;
        uint _661 = ((4u * _652) * _202) + _645;
        uint _671 = ((_62._m7 + min((_258 + _645), (_272 - 1u))) * (_62._m2 / 4u)) + _652;
        _237[_661] = _211._m0[_671].x;
        _237[_661 + _202] = _211._m0[_671].y;
        _237[_661 + (2u * _202)] = _211._m0[_671].z;
        _237[_661 + (3u * _202)] = _211._m0[_671].w;
        _908 += _165;
        continue;
    }
    float _387[_177];
    uint _923;
    uint _962;
    for (uint _909 = 0u, _916 = 0u, _919 = 0u; _909 < _62._m0; _919 = _962, _916 = _923, _909++)
    {
        uint _328 = _916 + _327;
        bool _334 = _328 >= _62._m0;
        if (_334)
        {
            uint _339 = _919 + uint(1);
            _962 = _339;
            _923 = _339;
        }
        else
        {
            _962 = _919;
            _923 = _328;
        }
        threadgroup_barrier(mem_flags::mem_threadgroup);
        uint _343 = _909 + 1u;
        if (_343 < _62._m0)
        {
            uint _351 = _343 & 1u;
            for (uint _924 = gl_LocalInvocationID.x; _924 < _89; )
            {
                uint _752 = _924 / 4u;
                uint _759 = _924 % 4u;
                uint _768 = (((16u * _351) + (4u * _759)) * _112) + _752;
                uint _775 = (4u * ((min((_254 + _752), (_62._m3 - 1u)) * _62._m0) + _923)) + _759;
                float2 _879 = float2(as_type<half2>(_129._m0[_775].x));
                float2 _882 = float2(as_type<half2>(_129._m0[_775].y));
                _151[_768] = _879.x;
                _151[_768 + _112] = _879.y;
                _151[_768 + (2u * _112)] = _882.x;
                _151[_768 + (3u * _112)] = _882.y;
                _924 += _165;
                continue;
            }
            for (uint _925 = gl_LocalInvocationID.x; _925 < _179; )
            {
                uint _810 = _925 / 4u;
                uint _817 = _925 % 4u;
                uint _826 = (((16u * _351) + (4u * _817)) * _202) + _810;
                uint _836 = (((_62._m7 + min((_258 + _810), (_272 - 1u))) * (_62._m2 / 4u)) + (4u * _923)) + _817;
                _237[_826] = _211._m0[_836].x;
                _237[_826 + _202] = _211._m0[_836].y;
                _237[_826 + (2u * _202)] = _211._m0[_836].z;
                _237[_826 + (3u * _202)] = _211._m0[_836].w;
                _925 += _165;
                continue;
            }
        }
        uint _365 = 16u * (_909 & 1u);
        uint _929;
        _929 = _365;
        for (; _929 < (_365 + 16u); _929++)
        {
            for (uint _940 = 0u; _940 < _177; )
            {
                _387[_940] = _237[((_929 * _202) + _280) + _940];
                _940++;
                continue;
            }
            uint _941;
            _941 = 0u;
            for (; _941 < _87; _941++)
            {
                uint _414 = ((_929 * _112) + _276) + _941;
                for (uint _944 = 0u; _944 < _177; )
                {
                    uint _428 = (_944 * _87) + _941;
                    _293[_428] = fma(_387[_944], _151[_414], _293[_428]);
                    _944++;
                    continue;
                }
            }
        }
        if (_334)
        {
            for (uint _931 = 0u; _931 < _457; )
            {
                _298[_931] += _293[_931];
                _293[_931] = 0.0;
                _931++;
                continue;
            }
        }
    }
    for (uint _910 = 0u; _910 < _177; _910++)
    {
        for (uint _911 = 0u; _911 < _87; _911++)
        {
            bool _497 = ((_254 + _276) + _911) < _62._m3;
            bool _507;
            if (_497)
            {
                _507 = ((_258 + _280) + _910) < _272;
            }
            else
            {
                _507 = _497;
            }
            if (_507)
            {
                _520._m0[((((((_258 + _280) + _910) * _62._m5) + _62._m4) + _254) + _276) + _911] = _298[(_910 * _87) + _911];
            }
        }
    }
}

